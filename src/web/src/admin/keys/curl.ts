interface Call { origin: string; key: string; line?: string; body: string }

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command that sends a text with this key, ready to be pasted; the number is one reserved for fiction. */
export function curlOf({ origin, key, line, body }: Call) {
  const text = JSON.stringify({ to: '+19015550147', ...(line ? { line } : {}), body });
  return [
    `curl ${origin}/api/v1/messages \\`,
    `  -H ${quoted(`Authorization: Bearer ${key}`)} \\`,
    `  -H ${quoted('Content-Type: application/json')} \\`,
    '  -H "Idempotency-Key: $(uuidgen)" \\',
    `  -d ${quoted(text)}`,
  ].join('\n');
}
