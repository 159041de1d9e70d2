namespace Dateline.Formats.Tests.Mail;

public sealed class MailLaws : WireFormatLaws
{
    protected override string Format => "mail";

    protected override IReadOnlyList<byte[]> Documents { get; } = [.. MailCorpus.Files.Select(File.ReadAllBytes)];
}
