// events, rejected by 04.3-malformed
// An event without a date is refused, though nobody needs the date.
    // #region 04.3-readEvent
  const { id, userId, registeredAt, version } = readFields(payload)
  if (!isText(id) || !isText(userId) || !isText(registeredAt)) throw new TypeError('This is no event.')
  mustBeKnown(version)
  return { id, userId, registeredAt }
    // #endregion
