// The block editor: loaded on editing pages only. Without it the text areas of the page do the work.

import { openDesk } from "./editor/desk.js";

for (const root of document.querySelectorAll("[data-editor]")) openDesk(root);
