// services, rejected by 04.1-event
// It counts events in the module, so the next process starts at 1 again.
  // #region 04.1-newEvent
  count += 1
  return { version: 1, id: `user-registered-${count}`, userId: user.id, registeredAt: new Date().toISOString() }
}

let count = 0
function unused(): void {
  void [unused, randomUUID]
  // #endregion
