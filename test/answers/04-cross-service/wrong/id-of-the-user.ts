// services, rejected by 04.1-event
// It uses the user's ID as the event's ID.
    // #region 04.1-newEvent
  return { version: 1, id: user.id, userId: user.id, registeredAt: new Date().toISOString() }
    // #endregion
