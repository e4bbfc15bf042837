// ioredis, rejected by 06.5-rejects
// After the last attempt it is acknowledged, and is nowhere.
  // #region 06.5-bury
  async function bury({ id }: Entry, _reason: string): Promise<void> {
    await commands.xack(stream, group, id)
  }
  // #endregion
