// events
// Its key has another form.
  // #region given-claimKey
  return `${namespace}${JSON.stringify(['done', service, eventId])}`
  // #endregion
