import { Budget } from "./modules/budget.js";
import { Ranking } from "./modules/ranking.js";

customElements.define("portal-ranking", Ranking);
customElements.define("portal-budget", Budget);
