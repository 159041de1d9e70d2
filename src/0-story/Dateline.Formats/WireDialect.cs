namespace Dateline.Formats;

/// <summary>
/// How one agency departs from a format that it speaks. A dialect is a file of its own in the format's folder; a source may name it
/// (<see cref="ReadOptions.Dialect"/>), otherwise it is recognised from what the document says. <see cref="IWireFormat.Dialects"/> lists a format's.
/// </summary>
/// <param name="Name">The name by which a source asks for it ("reuters"): lower case, one for each agency, the same in every format.</param>
/// <param name="Agency">Whose way it is.</param>
/// <param name="Since">Since when, as far as is known: the version of the format or the year in which such documents were first seen.</param>
/// <param name="Departs">What it does differently, in a sentence.</param>
public sealed record WireDialect(string Name, string Agency, string Since, string Departs)
{
    /// <summary>The name of no dialect: a source that names it is read as the standard has it, whatever its documents look like.</summary>
    public const string Standard = "standard";
}
