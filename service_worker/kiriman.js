// The pages that show what waits on this phone, how the phone is and what it is told, and the counter:
// loaded by them only.

import { watchCounter } from "./counter/counter.js";
import { watchPushSettings } from "./news/settings.js";
import { watchEdit } from "./waiting/edit.js";
import { watchOrders } from "./waiting/orders.js";
import { watchKiriman } from "./waiting/submissions.js";
import { watchThisPhone } from "./waiting/this_phone.js";
import { watchVisits } from "./waiting/visits.js";

watchKiriman();
watchOrders();
watchVisits();
watchThisPhone();
watchEdit();
watchPushSettings();
watchCounter();
