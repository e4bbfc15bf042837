// channels, rejected by 02.2-strangers
// `user:%6cogin` is read as `user:login`, which has another name.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const parsed = read(channel.slice(namespace.length))
    if (parsed?.kind === 'room' && encode(parsed.id) !== channel.slice(channel.lastIndexOf(':') + 1)) return undefined
    return parsed
// #endregion
// #region 02.2-encode
/** Writes a part of a name so that no mark is left in it that has a meaning in a name or in a pattern. */
function encode(part: string): string {
  // `encodeURIComponent` takes care of all but this one.
  return encodeURIComponent(part).replaceAll('*', '%2A')
}

/** Takes the meaning from the marks of a pattern. */
function literally(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

/** Reads the parts of a name without its namespace. */
function read(name: string): Parsed | undefined {
  const parts = name.split(':').map(decode)
  const [first, second, third] = parts
  if (first === undefined || second === undefined) return undefined
  if (parts.length === 2) return { kind: 'event', resource: first, action: second }
  if (parts.length !== 3 || third === undefined) return undefined
  return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
}

/**
 * Gives undefined for what `encode` does not write: an odd percent sign, half of a letter. Somebody else may write the
 * same part in another way: for us that is another channel.
 */
function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
// #endregion
