namespace Dateline.Store.SignIn;

/// <summary>What a client's person may do in the portal. The codes are none of the newsroom's roles, so that no mix-up gives anybody a right there.</summary>
/// <param name="Name">As people say it ("reader").</param>
/// <param name="MayTake">Whether they may copy and download.</param>
/// <param name="MayInvite">Whether they may invite colleagues, and see what all of them took.</param>
public sealed record ClientRole(string Name, bool MayTake, bool MayInvite)
{
    /// <summary>All of them, the one with the fewest rights first.</summary>
    public static IReadOnlyList<ClientRole> All { get; } = [new("reader", false, false), new("downloader", true, false), new("admin", true, true)];

    /// <summary>What is kept ("client-reader").</summary>
    public string Code => "client-" + Name;

    /// <summary>The role of that name; null where there is none.</summary>
    public static ClientRole? Named(string? name) => All.FirstOrDefault(r => r.Name == name);

    /// <summary>The role of that code; null where there is none.</summary>
    public static ClientRole? Find(string? code) => All.FirstOrDefault(r => r.Code == code);
}
