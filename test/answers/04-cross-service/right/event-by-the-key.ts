// events
// Its key has another form, and its event has other fields in another order.
  // #region given-claimKey
  return `${namespace}${JSON.stringify(['done', service, eventId])}`
  // #endregion
  // #region 04.1-newEvent
  const registeredAt = new Date().toISOString()
  const event = { source: 'users', registeredAt, userId: user.id, version: 1, id: `${Date.now()}-${randomUUID()}` }
  return event
  // #endregion
