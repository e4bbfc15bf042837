// events, rejected by 04.3-malformed
// It rejects an event without a date, although no email needs it.
    // #region given-readEvent
  const { id, userId, registeredAt, version } = readFields(payload)
  if (!isText(id) || !isText(userId) || !isText(registeredAt)) throw new TypeError('The payload is not an event.')
  checkVersion(version)
  return { id, userId, registeredAt }
    // #endregion
