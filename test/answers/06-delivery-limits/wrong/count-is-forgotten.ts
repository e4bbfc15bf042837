// node-redis, rejected by 06.2-afterwards
// As many are taken as there are, whatever `count` says.
  // #region 06.2-readNew
    return entriesOf(await reader.xReadGroup(group, name, { key: stream, id: '>' }, { BLOCK: blockMs }))
  // #endregion
