namespace Dateline.Ingest.Agency;

/// <summary>An agency's Dateline that this one follows as a client. From the settings file or the environment only: it says where this program connects to, and with which key.</summary>
/// <param name="Source">The code of the source that its items are.</param>
/// <param name="Url">Its address, without a path.</param>
/// <param name="Key">Our key there ("dlw_…").</param>
public sealed record FollowedAgency(string Source, Uri Url, string Key);
