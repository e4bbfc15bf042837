// services, rejected by 04.5-closing
// Only register() is counted as work in flight.
  // #region given-users
  return {
    register: (registration) => work.run(() => register(registration)),
    registerInOneStep,
    close: () => work.drain(async () => {}),
  }
  // #endregion
