// What the page does by itself. Every page works without any of it.

import { watchHideAmounts } from "./page/hide_amounts.js";
import { watchKeys } from "./page/keys.js";
import { watchSteppers } from "./page/stepper.js";
import { watchSubmits } from "./page/submit_once.js";

watchKeys();
watchSteppers();
// Before the guard of submits, which leaves alone what was answered on the page.
watchHideAmounts();
watchSubmits();
