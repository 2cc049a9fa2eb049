// What the page does by itself. Every page works without any of it.

import { watchBasket } from "./page/basket.js";
import { watchChange } from "./page/change.js";
import { watchHideAmounts } from "./page/hide_amounts.js";
import { watchHtmx } from "./page/htmx_when_needed.js";
import { keepStyle } from "./page/keep_style.js";
import { watchSearch } from "./page/search.js";
import { watchPhotos } from "./page/shrink_photo.js";
import { watchSteppers } from "./page/stepper.js";
import { watchSubmits } from "./page/submit_once.js";
import { watchWorker } from "./page/worker.js";

watchSteppers();
watchBasket();
watchSearch();
watchChange();
watchPhotos();
// Before the guard of submits, which leaves alone what was answered on the page.
watchHideAmounts();
watchSubmits();
keepStyle();
watchHtmx();
watchWorker();
