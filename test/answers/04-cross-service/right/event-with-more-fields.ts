// services
// Its event has other fields in another order.
  // #region 04.1-newEvent
  const registeredAt = new Date().toISOString()
  const event = { source: 'users', registeredAt, userId: user.id, version: 1, id: `${Date.now()}-${randomUUID()}` }
  return event
  // #endregion
