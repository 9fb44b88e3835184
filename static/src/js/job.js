// The page of a job looks again by itself until the job is over; without this file, by a link.

import { lookAgain } from "./modules/look-again.js";

lookAgain(document);
