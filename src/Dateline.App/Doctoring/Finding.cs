namespace Dateline.App.Doctoring;

/// <summary>How bad it is.</summary>
internal enum Level
{
    /// <summary>As it should be.</summary>
    Ok,
    /// <summary>It works, and should be looked at.</summary>
    Warn,
    /// <summary>It can't be relied on like this.</summary>
    Fail,
}

/// <summary>One line of the doctor's.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Code">A stable code ("clock-offset").</param>
/// <param name="Text">What was found.</param>
/// <param name="Todo">What to do; null where nothing is.</param>
internal sealed record Finding(Level Level, string Code, string Text, string? Todo = null)
{
    internal static Finding Ok(string code, string text) => new(Level.Ok, code, text);

    internal static Finding Warn(string code, string text, string todo) => new(Level.Warn, code, text, todo);

    internal static Finding Fail(string code, string text, string todo) => new(Level.Fail, code, text, todo);
}
