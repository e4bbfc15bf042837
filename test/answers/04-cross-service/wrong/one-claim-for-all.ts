// events, rejected by 04.2-once
// The claim is for the service: whoever has it handles this event, and nobody the next one.
    // #region 04.2-claimKey
  return `${namespace}claim:${encodeURIComponent(service)}`
    // #endregion
