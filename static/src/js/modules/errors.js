/** After a refused form, put the reader on the list of what to mend. */
export function focusErrors(root) {
  root.querySelector(".error-summary")?.focus();
}
