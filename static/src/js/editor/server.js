// Speaks to the server over plain HTTP: JSON there and back; tells apart what can go wrong.

const cookie = (name) =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? "";

/** What came back: `status` 0 when the line is down, 401 when the session has ended. */
export async function send(address, body, { last = false } = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify(body),
      credentials: "same-origin",
      redirect: "manual",
      keepalive: last,
      signal: last ? undefined : AbortSignal.timeout(20000),
    });
  } catch {
    return { status: 0 };
  }
  // Signed out, the portal leads to the sign-in page; and its token is renewed by signing in.
  if (answer.type === "opaqueredirect") return { status: 401 };
  const isJson = /json/.test(answer.headers.get("Content-Type") ?? "");
  if (answer.status === 403 && !isJson) return { status: 401 };
  const found = isJson ? await answer.json().catch(() => null) : null;
  if (answer.status >= 500 || (answer.ok && !found)) return { status: 0 };
  return { status: answer.status, ...(found ? { found } : {}) };
}
