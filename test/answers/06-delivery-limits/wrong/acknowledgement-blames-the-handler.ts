// node-redis, rejected by 06.4-demoted and 06.4-lost-acknowledgement
// When XACK is refused, it is reported that the handler has failed.
  // #region 06.2-workOn
    try {
      await handle(entry)
      await commands.xAck(stream, group, entry.id)
    } catch (error) {
      await failed(entry, error)
    }
  // #endregion
