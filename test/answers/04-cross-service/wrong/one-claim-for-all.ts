// events, rejected by 04.2-once
// The claim is for the service: whoever has it handles this event, and nobody the next one.
    // #region given-claimKey
  return `${namespace}claim:${encodeURIComponent(service)}`
    // #endregion
