namespace Dateline.Store.Deliveries;

/// <summary>One of the things that a channel must know to reach a destination: a member of <see cref="Destination.Options"/>, so that a form can ask for it.</summary>
/// <param name="Name">Its name in the options ("host").</param>
/// <param name="Like">What it looks like ("sftp.ledger.example"); an option that may be left out says here what holds then.</param>
/// <param name="IsNeeded">Whether nothing can be sent without it.</param>
/// <param name="Kind">What it is in the options.</param>
public sealed record ChannelOption(string Name, string Like, bool IsNeeded = true, ChannelOptionKind Kind = ChannelOptionKind.Text)
{
    /// <summary>What it may be, the usual first; empty: anything.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>What an option is in JSON.</summary>
public enum ChannelOptionKind
{
    /// <summary>A text.</summary>
    Text,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>A list of texts.</summary>
    List,
}
