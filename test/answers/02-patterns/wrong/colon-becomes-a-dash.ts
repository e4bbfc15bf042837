// channels.ts, rejected by 02.2-ids and 02.2-different
// Colons and marks are replaced, and nobody can tell what they were.
// #region 02.2-encode
function encode(part: string): string {
  return part.replace(/[:*?[\]\\%]/g, '-')
}

function literally(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

function read(name: string): Parsed | undefined {
  const parts = name.split(':')
  const [first, second, third] = parts
  if (first === undefined || second === undefined) return undefined
  if (parts.length === 2) return { kind: 'event', resource: first, action: second }
  if (parts.length !== 3 || third === undefined) return undefined
  return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
}
// #endregion
