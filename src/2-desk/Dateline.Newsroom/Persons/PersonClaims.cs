namespace Dateline.Newsroom.Persons;

/// <summary>What a session says of its person, beside pseudonym and rights.</summary>
internal static class PersonClaims
{
    internal const string Id = "person";
    internal const string DisplayName = "display-name";
    internal const string Language = "language";
    internal const string Zone = "zone";
    internal const string Proven = "proven";
}
