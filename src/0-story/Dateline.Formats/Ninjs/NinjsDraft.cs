using Dateline.Formats.Json;
using Dateline.News;

namespace Dateline.Formats.Ninjs;

/// <summary>An item of ninjs while it is being read, with the JSON it is read from: what an agency adds of its own is found there.</summary>
internal sealed class NinjsDraft(NinjsItem item, ReadOptions options, Func<JsonValue, string?>? identity) : ItemDraft(options)
{
    /// <summary>What is being read.</summary>
    internal NinjsItem Item { get; } = item;

    /// <summary>Where an item, or an association, states its identity: for ninjs in its uri, or Superdesk's guid.</summary>
    internal Func<JsonValue, string?> StatedIdentity { get; } = identity ?? (json => json["uri", "guid"] is { Kind: JsonKind.String } stated ? NewsText.OneLine(stated.Text) : null);

    /// <summary>Whether it is another's JSON that only has ninjs's spelling: then numbers may stand for texts.</summary>
    internal bool IsKin { get; } = identity is not null;

    /// <summary>Whether the status says that there is an embargo, whatever the date beside it says.</summary>
    internal bool StatusIsEmbargo { get; set; }
}
