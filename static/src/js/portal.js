// Conveniences only: every page works without this file.

import { closeMenus } from "./modules/menus.js";
import { focusErrors } from "./modules/errors.js";
import { guardForms } from "./modules/forms.js";
import { openTarget } from "./modules/target.js";
import { switchTheme } from "./modules/theme.js";

closeMenus(document);
focusErrors(document);
guardForms(document);
openTarget();
switchTheme(document);
