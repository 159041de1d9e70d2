using Dateline.News;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>How the people of a client come to the portal: by a link, under which they set a password.</summary>
public static class ClientPeople
{
    /// <summary>How long an invitation can be taken.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    /// <summary>Makes a link's token for one of a client's people. The client's first one opens the destination that the portal reads, which holds embargoed copy until it lifts.</summary>
    public static string Invite(StoreTransaction tx, Person person, string by)
    {
        if (person.Client is { } id && Clients.Find(tx.Db, id) is { } client) PullDeliveries.Open(tx, client, Destination.PortalChannel, by);
        tx.Audit(by, "person-link", person.Pseudonym);
        return StaffPasses.Create(tx, PassKind.PortalInvitation, InvitationLife, person.Id);
    }

    /// <summary>The path and query of such a link.</summary>
    public static string PathOf(string token) => "/clients/join?token=" + token;
}
