// What the launcher loads when somebody opens the chat, or when help may be offered: nothing of it before. The
// gateway serves this file together with all that it imports.

import { offerHelp } from "./cues.js";
import { Panel } from "./panel.js";

export { offerHelp, Panel };
