// payloads, rejected by 03.2-bad-text
// The text of a notification is there, so it is taken, whatever it is.
  // #region 03.2-readNotification
  if (!isRecord(value) || !isRecord(value.notification)) return undefined
  const { userId } = value
  const { title, text } = value.notification
  if (typeof userId !== 'string' || typeof title !== 'string' || text === undefined) return undefined
  return { userId, notification: { title, text: text as string } }
  // #endregion
