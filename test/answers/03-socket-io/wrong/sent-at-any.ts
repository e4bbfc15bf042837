// payloads, rejected by 03.1-bad-text
// The date and the name are there, so they are taken, whatever they are.
  // #region 03.1-readMessage
  if (!isRecord(value) || !isRecord(value.from)) return undefined
  const { text, sentAt, from } = value as { text: unknown; sentAt: unknown; from: { id: unknown; name: unknown } }
  if (typeof from.id !== 'string' || typeof text !== 'string' || !sentAt) return undefined
  return { from: { id: from.id, name: from.name as string }, text, sentAt: sentAt as string }
  // #endregion
