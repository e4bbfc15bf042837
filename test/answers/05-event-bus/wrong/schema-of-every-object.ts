// schemas, rejected by 05.8-names
// An event called constructor finds a property that every object inherits.
    // #region 05.8-outputOf
    function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
      return (schemas as Record<string, Schema>)[event]
    }

    function outputOf(result: Validated<unknown>, event: string): unknown {
      if (!result.issues) return result.value
      throw new TypeError(`${event}: ${result.issues.map(({ message }) => message).join('; ')}`)
    }
    // #endregion
