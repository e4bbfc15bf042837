// channels.ts, rejected by 02.2-events
// `encodeURIComponent` is thought to take care of every mark. It leaves `*`.
// #region 02.2-encode
function encode(part: string): string {
  return encodeURIComponent(part)
}

function literally(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

function read(name: string): Parsed | undefined {
  const parts = name.split(':').map(decode)
  const [first, second, third] = parts
  if (first === undefined || second === undefined) return undefined
  if (parts.length === 2) return { kind: 'event', resource: first, action: second }
  if (parts.length !== 3 || third === undefined) return undefined
  return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
// #endregion
