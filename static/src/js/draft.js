import { autosave } from "./modules/autosave.js";

autosave(document);
