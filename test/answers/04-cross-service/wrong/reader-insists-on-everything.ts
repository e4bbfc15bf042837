// events, rejected by 04.3-malformed
// An event without a date is refused, though nobody needs the date.
    // #region given-readEvent
  const { id, userId, registeredAt, version } = readFields(payload)
  if (!isText(id) || !isText(userId) || !isText(registeredAt)) throw new TypeError('This is no event.')
  checkVersion(version)
  return { id, userId, registeredAt }
    // #endregion
