/*
  The page before a quiz: its times become the reader's, and its button leads on
  in one journey.
*/

import "./hop.js";
import { localTimes } from "./times.js";

localTimes();
