// events, rejected by 04.1-private
// The event has all that is known of the user, as in the tutorial.
    // #region 04.1-newEvent
  return { ...user, version: 1, id: randomUUID(), userId: user.id, registeredAt: new Date().toISOString() }
    // #endregion
