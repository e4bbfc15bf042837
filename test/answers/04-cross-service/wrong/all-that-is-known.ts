// services, rejected by 04.1-private
// As in the tutorial, the event contains every field of the user.
    // #region 04.1-newEvent
  return { ...user, version: 1, id: randomUUID(), userId: user.id, registeredAt: new Date().toISOString() }
    // #endregion
