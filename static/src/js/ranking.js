import { Ranking } from "./modules/ranking.js";

customElements.define("portal-ranking", Ranking);
