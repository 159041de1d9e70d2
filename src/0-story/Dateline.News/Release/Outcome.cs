namespace Dateline.News;

/// <summary>Why something asked for is not done. Nothing has changed; nothing is lost.</summary>
/// <param name="Code">A stable code ("already-killed").</param>
/// <param name="Message">What happened, what is safe, what to do: a sentence or two for the person who asked.</param>
/// <param name="Field">The field to look at; null where it is none in particular.</param>
public sealed record Refusal(string Code, string Message, string? Field = null);

/// <summary>A value, or why there is none.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The value; default where it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why not; null where there is a value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was done.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    public bool IsDone => Refusal is null;

    /// <summary>Done, with this value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Not done.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
