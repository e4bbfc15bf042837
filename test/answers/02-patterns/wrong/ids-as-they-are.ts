// channels.ts, rejected by 02.2-ids, 02.2-different, 02.2-rooms and 02.2-events
// The parts are glued together as they are.
// #region 02.2-encode
function encode(part: string): string {
  return part
}

function literally(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

function read(name: string): Parsed | undefined {
  const [first = '', second, third] = name.split(':')
  if (second === undefined) return undefined
  if (third === undefined) return { kind: 'event', resource: first, action: second }
  return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
}

function decode(part: string): string {
  return part
}
// #endregion
