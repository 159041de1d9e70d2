namespace Dateline.Formats.NewsMl12;

/// <summary>ANA-MPE: the text is HTML in capitals inside CDATA.</summary>
internal sealed class AnaMpeDialect() : NewsMl12Dialect(new(
    "ana-mpe", "ANA-MPE (Athens-Macedonian News Agency)", "NewsML 1.2, 2006",
    "HTML in capitals inside CDATA; statuses in capitals; Greek beside English services."), "ana.gr", "amna.gr", "ana-mpa.gr", "ana-mpe.gr", "ANA-MPA", "ANA", "AMNA")
{
    internal override void Settle(NewsMl12Draft item) => NameProvider(item);
}
