// event-bus, rejected by 05.8-out
// The other side will see whether it fits.
    // #region 05.8-send
    void [data, key, schemas, conform]
    return publish()
    // #endregion
