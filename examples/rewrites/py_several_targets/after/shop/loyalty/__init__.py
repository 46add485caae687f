from shop.conf.policies import loyalty as policies
