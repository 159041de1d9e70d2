namespace Dateline.Formats.Checks;

/// <summary>What is wrong with a document, for whoever makes such documents.</summary>
/// <param name="Code">A stable code, lower case with hyphens. <see cref="FindingCodes"/> lists those that are not codes of reading.</param>
/// <param name="Message">What stands there and what should, in a sentence.</param>
/// <param name="Position">Where.</param>
public sealed record WireFinding(string Code, string Message, WirePosition Position);

/// <summary>The codes of findings that reading alone does not give (<see cref="FailureCodes"/>, <see cref="NoteCodes"/>).</summary>
public static class FindingCodes
{
    /// <summary>The document breaks the standard's schema.</summary>
    public const string Schema = "schema";
    /// <summary>A code is not of the form alias:code (NewsML-G2, "QCodes").</summary>
    public const string QCodeForm = "qcode-form";
    /// <summary>No catalogue of the document says what an alias stands for.</summary>
    public const string AliasUnresolved = "alias-unresolved";
    /// <summary>A time states no zone: it means another moment to every reader.</summary>
    public const string ZoneMissing = "zone-missing";
    /// <summary>An object has a property that its version of the standard doesn't know (ninjs).</summary>
    public const string PropertyUnknown = "property-unknown";
    /// <summary>An object lacks a property that its version of the standard demands, or has two that exclude each other (ninjs).</summary>
    public const string PropertyMissing = "property-missing";
    /// <summary>A value is of another kind than the standard has: a string for a number, one for a list (ninjs).</summary>
    public const string PropertyType = "property-type";
    /// <summary>A value is of the right kind and none that the standard allows there (ninjs).</summary>
    public const string PropertyValue = "property-value";
    /// <summary>NITF inside NewsML-G2 is not in NITF's namespace, so that no schema looks at it.</summary>
    public const string NitfNamespace = "nitf-namespace";
}

/// <summary>Checks documents: by the standards' schemas where they are at hand, and for what a schema can't catch.</summary>
public static class WireChecks
{
    /// <summary>A document that is wrong all through is not told more than this many times.</summary>
    public const int MostFindings = 500;

    internal const string G2 = "newsml-g2", Nitf = "nitf", Ninjs = "ninjs";

    // What reading notes that is a fault of the document; the rest is about what Dateline made of it.
    private static readonly HashSet<string> Faults =
        [NoteCodes.EmbargoAmbiguous, NoteCodes.ZoneAssumed, NoteCodes.DateUnreadable, NoteCodes.EncodingMismatch, NoteCodes.OddValue, NoteCodes.CutShort, NoteCodes.UnknownCode, NoteCodes.ActiveContentRemoved];

    /// <summary>What is wrong with <paramref name="bytes"/>, in the order of the document; none where nothing is. Bad input is findings, never an exception.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="schemas">The standards' schemas; null: only our own checks are made.</param>
    /// <param name="options">How to read it.</param>
    public static IReadOnlyList<WireFinding> Check(ReadOnlyMemory<byte> bytes, WireSchemas? schemas = null, ReadOptions? options = null)
    {
        var read = WireFormats.Read(bytes, options);
        var findings = new List<WireFinding>();
        Take(findings, read);
        if (read.Format == G2 && read.Failure is null) G2Checks.Check(bytes, findings);
        if (read.Format == Ninjs && read.Failure is null) NinjsChecks.Check(bytes, findings);
        if (read.Failure is null) schemas?.Check(bytes, read.Format, findings);
        return [.. findings.DistinctBy(f => (f.Code, f.Message, f.Position)).OrderBy(f => f.Position.Line ?? 0).ThenBy(f => f.Position.Column ?? 0).ThenBy(f => f.Position.Offset ?? 0).Take(MostFindings)];
    }

    private static void Take(List<WireFinding> findings, ReadResult read)
    {
        if (read.Failure is { } failure) findings.Add(new(failure.Code, failure.Message, failure.Position));
        foreach (var item in read.Items)
            if (item.Failure is { } bad) findings.Add(new(bad.Code, bad.Message, bad.Position));
        foreach (var note in read.Notes.Concat(read.Items.SelectMany(i => i.Notes)))
            if (Faults.Contains(note.Code) && !(note.Code == NoteCodes.ZoneAssumed && read.Format == G2))
                findings.Add(new(note.Code == NoteCodes.ZoneAssumed ? FindingCodes.ZoneMissing : note.Code, note.Message, note.Position));
    }
}
