using Dateline.Store.Keeping;

namespace Dateline.Store.SignIn;

/// <summary>Which way in: the newsroom's, or the portal of the clients. Whoever is known at the one is unknown at the other, and a pass of the one opens nothing at the other.</summary>
/// <param name="OfClients">Whether it is for clients' people.</param>
/// <param name="Session">What a session's pass is.</param>
/// <param name="SecondStep">What the pass to the second step is.</param>
/// <param name="Invitation">What an invitation is.</param>
/// <param name="SessionLife">How long a session lasts.</param>
public sealed record Entrance(bool OfClients, PassKind Session, PassKind SecondStep, PassKind Invitation, TimeSpan SessionLife)
{
    /// <summary>For those who work in the newsroom.</summary>
    public static Entrance Newsroom { get; } = new(false, PassKind.Session, PassKind.SecondStep, PassKind.Invitation, TimeSpan.FromHours(12));

    /// <summary>For the people of the clients.</summary>
    public static Entrance Portal { get; } = new(true, PassKind.PortalSession, PassKind.PortalSecondStep, PassKind.PortalInvitation, TimeSpan.FromHours(12));
}

/// <summary>Keeps secrets so that a copy of the database does not give them away. The program's keys do it; the composition root binds them.</summary>
public interface ISecretSeal
{
    /// <summary>A secret as it is kept.</summary>
    string Seal(string purpose, string secret);

    /// <summary>The secret of what was kept for that purpose; null where it is not ours.</summary>
    string? Open(string purpose, string kept);
}
