using Dateline.Delivery.Channels;
using Dateline.Delivery.Channels.Folder;
using Dateline.Delivery.Channels.Ftp;
using Dateline.Delivery.Channels.HttpPush;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Channels.S3;
using Dateline.Delivery.Channels.Sftp;

namespace Dateline.Delivery;

/// <summary>The list of ways out. Reading the list is reading how a client can be reached.</summary>
public sealed class DeliveryChannels
{
    private readonly Dictionary<string, IDeliveryChannel> _byName;

    /// <summary>These channels.</summary>
    public DeliveryChannels(params IEnumerable<IDeliveryChannel> channels) => _byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>All that there are.</summary>
    internal static DeliveryChannels All(DeliveryOptions options) => new(new HttpPushChannel(options.AllowedNetworks), new FolderChannel(options.Folders), new SftpChannel(options.AllowedNetworks), new FtpChannel(options.AllowedNetworks), new S3Channel(options.AllowedNetworks), new MailChannel(options.Mail));

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The channel of that name, or null.</summary>
    public IDeliveryChannel? Find(string name) => _byName.GetValueOrDefault(name);
}
