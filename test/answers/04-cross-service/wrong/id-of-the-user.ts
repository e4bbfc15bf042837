// events, rejected by 04.1-event
// The event has the id of the user as its own.
    // #region 04.1-newEvent
  return { version: 1, id: user.id, userId: user.id, registeredAt: new Date().toISOString() }
    // #endregion
