// Style sheets that are made, not written: the dark palette (used twice) and the hue of every year's theme.

const DARK = {
  ink: "#e8edf0", "ink-2": "#b3c0c9", "ink-3": "#97a6b1",
  paper: "#151d24", wash: "#0e151b", sunk: "#1c262e", line: "#2d3a44", "line-strong": "#75838e",
  brand: "#8fd0e0", "brand-2": "#b6e3ee", "brand-ink": "#06222b", "brand-wash": "#143039", "brand-deep": "#16404d",
  link: "#8fd0e0", accent: "#f0a35e", "accent-wash": "#35240f",
  good: "#7fd3a2", "good-wash": "#12301f", warn: "#f0c25a", "warn-wash": "#352806",
  bad: "#ff9e94", "bad-wash": "#3d1613", idle: "#a9b7c1", "idle-wash": "#26323b",
  focus: "#f0c25a", "focus-gap": "#0e151b", mark: "#4d3d06",
  h0: "#18252c", h1: "#1c3a45", h2: "#235668", h3: "#2a6579", h4: "#8fd0e0", "h3-ink": "#ffffff", "h4-ink": "#06222b",
  p1: "#8fd0e0", p2: "#cfa9ef", p3: "#f0b878", "p-ink": "#10181e",
  "t-l": ".265", "t-l-deep": ".215", "t-l-lit": ".32", "t-l-line": ".43",
  shadow: "0 1px 2px rgb(0 0 0/.4), 0 6px 20px -8px rgb(0 0 0/.6)",
};

/** The dark palette: chosen by the cookie, or by the system when nothing was chosen. */
export function dark() {
  const tokens = Object.entries(DARK).map(([name, value]) => `--${name}:${value}`).join(";");
  const rule = (selector) => `${selector}{color-scheme:dark;${tokens}}`;
  return `@layer tokens{${rule(':root[data-theme="dark"]')}`
    + `@media screen and (prefers-color-scheme:dark){${rule(":root:not([data-theme])")}}}`;
}

/** One class per ten degrees, because no style attribute is allowed. */
export function hues() {
  const classes = Array.from({ length: 36 }, (_, step) => `.hue-${step * 10}{--h:${step * 10}}`);
  return `@layer tokens{${classes.join("")}}`;
}
