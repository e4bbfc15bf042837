// schemas, rejected by 05.8-forms
// An empty list of issues counts as success, although there is no value.
    // #region 05.8-outputOf
    function schemaOf<E>(schemas: Schemas<E>, event: string): Schema | undefined {
      return Object.hasOwn(schemas, event) ? (schemas as Record<string, Schema>)[event] : undefined
    }

    function outputOf(result: Validated<unknown>, event: string): unknown {
      if (!result.issues?.length) return (result as { value: unknown }).value
      const issues = result.issues.map(({ message, path = [] }) => `${path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')}: ${message}`)
      throw new TypeError(`the data of ${event} does not fit: ${issues.join('; ')}`)
    }
    // #endregion
