using System.Globalization;
using System.Resources;

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

/// <summary>One line of the doctor's. Its words stand in <c>DoctorText.resx</c> and its translations; what to do stands there under the same name and <c>-todo</c>.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Code">A stable code ("clock-offset").</param>
/// <param name="Said">What was found.</param>
internal sealed record Finding(Level Level, string Code, Said Said)
{
    /// <summary>What was found, in English.</summary>
    internal string Text => Said.In(CultureInfo.InvariantCulture);

    /// <summary>What to do, in English; null where nothing is.</summary>
    internal string? Todo => TodoIn(CultureInfo.InvariantCulture);

    /// <summary>What to do; null where nothing is.</summary>
    internal string? TodoIn(CultureInfo language) => Level == Level.Ok ? null : new Said(Said.Words + "-todo", Said.Values).In(language);

    internal static Finding Ok(string code, string words, params object?[] values) => new(Level.Ok, code, new(words, values));

    internal static Finding Warn(string code, string words, params object?[] values) => new(Level.Warn, code, new(words, values));

    internal static Finding Fail(string code, string words, params object?[] values) => new(Level.Fail, code, new(words, values));
}

/// <summary>Something said in whatever language: the name of its words, and what fills them. A value may be said too.</summary>
internal sealed record Said(string Words, params object?[] Values)
{
    private static readonly ResourceManager Texts = new("Dateline.App.Doctoring.DoctorText", typeof(Said).Assembly);

    /// <summary>It in a language; in English where there are no words for it in that one.</summary>
    internal string In(CultureInfo language) =>
        string.Format(language, Texts.GetString(Words, language) ?? Words, [.. Values.Select(v => v is Said inner ? inner.In(language) : v)]);
}
